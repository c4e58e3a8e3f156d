"""Who is who: each partner, lead and funder as written, resolved to the organisation that is meant."""
