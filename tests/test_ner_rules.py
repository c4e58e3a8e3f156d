"""The rules beside the trained part, on names that a reader of our own found: no weights are needed."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span

from models.ner.evaluation import read_brackets
from models.ner.lexicon import no_names, plain
from models.ner.lines import may_hold_name
from models.ner.recipe.names import is_body_name
from models.ner.rules import tidy
from patterns.institutions import institutions

BLANK = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "contrats.words.v1"}}})


@pytest.mark.parametrize(
    ("found", "tidied"),
    [
        # a region or department: who acts, or where
        ("La Région [LOC Bretagne] finance le permis.", "La [ORG Région Bretagne] finance le permis."),
        ("Le chômage dans la [ORG Région Bretagne]", "Le chômage dans la Région [LOC Bretagne]"),
        ("la [ORG région Bretagne] vieillit", "la région [LOC Bretagne] vieillit"),
        ("Préfet de la [ORG Région Normandie]", "Préfet de la Région [LOC Normandie]"),
        ("Le Département de la [LOC Loire] a voté.", "Le [ORG Département de la Loire] a voté."),
        ("Le [ORG Département] a voté.", "Le [ORG Département] a voté."),
        ("Dans le [ORG Département], on vieillit.", "Dans le Département, on vieillit."),
        # a body's kind in small letters
        ("le collège [LOC Rosa-Parks]", "le [ORG collège Rosa-Parks]"),
        ("le lycée professionnel [PER Jean Guéhenno]", "le [ORG lycée professionnel Jean Guéhenno]"),
        ("le parquet de [LOC Bobigny]", "le [ORG parquet de Bobigny]"),
        ("la communauté d'agglomération de [LOC Nevers]", "la [ORG communauté d'agglomération de Nevers]"),
        ("VILLE DE [LOC LENS]", "[ORG VILLE DE LENS]"),
        ("CONTRAT DE VILLE DE [LOC LENS]", "CONTRAT DE VILLE DE [LOC LENS]"),
        ("la ville de [LOC Lens]", "la ville de [LOC Lens]"),
        # where a name begins and ends
        ("les [ORG services de l'Etat] et la Ville", "les services de l'[ORG Etat] et la [ORG Ville]"),
        ("la politique de la Ville et l'Agglo", "la politique de la Ville et l'[ORG Agglo]"),
        ("[ORG Aiguillon Construction participent] au jury", "[ORG Aiguillon Construction] participent au jury"),
        ("[LOC La Croix-Rouge] aide.", "La [ORG Croix-Rouge] aide."),
        ("l'agglomération de la [ORG Porte du Val]", "l'agglomération de la [LOC Porte du Val]"),
        ("le territoire de la [ORG CAPH]", "le territoire de la [ORG CAPH]"),
        ("[ORG Insee RP] 2012", "[ORG Insee] RP 2012"),
        ("[PER A. Pour le patrimoine]", "A. Pour le patrimoine"),
        ("le [PER Cambrésis]", "le Cambrésis"),
        ("Mme [PER Petit]", "Mme [PER Petit]"),
        # what a list is of
        ("Financement : Région 20 %, Ville 40 %", "Financement : [ORG Région] 20 %, [ORG Ville] 40 %"),
        ("Région", "Région"),
        ("Bailleurs : [LOC Néotoa], [ORG Erilia]", "Bailleurs : [ORG Néotoa], [ORG Erilia]"),
        ("quartiers ([ORG Cleunay], [LOC Maurepas])", "quartiers ([LOC Cleunay], [LOC Maurepas])"),
        ("Bron ([ORG Terraillon], [LOC Parilly])", "Bron ([LOC Terraillon], [LOC Parilly])"),
        ("Les quartiers sont suivis. [ORG Erilia]", "Les quartiers sont suivis. [ORG Erilia]"),
        ("Les Minguettes ont perdu dix tours.", "[LOC Les Minguettes] ont perdu dix tours."),
        ("Les Francas ont un local.", "Les Francas ont un local."),
        ("Mme [PER Petit (Val de Berry)]", "Mme [PER Petit]"),
        ("[LOC LA SEYNE-SUR-MER]", "[LOC LA SEYNE-SUR-MER]"),
        ("[LOC Le Havre] et [LOC Les Mines]", "[LOC Le Havre] et [LOC Les Mines]"),
        ("[LOC France] métropolitaine", "[LOC France métropolitaine]"),
        # one or two
        ("[LOC Roubaix – Alma]", "[LOC Roubaix] – [LOC Alma]"),
        ("[LOC Malpassé – Corot]", "[LOC Malpassé – Corot]"),
        ("[LOC Nord – Pas-de-Calais]", "[LOC Nord – Pas-de-Calais]"),
        ("la Région [LOC Nord – Pas-de-Calais]", "la [ORG Région Nord – Pas-de-Calais]"),
        # what is no name
        ("La [ORG Rectrice] et le Maire", "La Rectrice et le Maire"),
        ("Plan Local de l'[ORG Habitat Intercommunal]", "Plan Local de l'Habitat Intercommunal"),
        ("[LOC Plan de Sauvegarde]", "Plan de Sauvegarde"),
        ("et [LOC Plan d'Aou]", "et [LOC Plan d'Aou]"),
        ("l'association « [ORG Les Mamans du Lac] »", "l'association « [ORG Les Mamans du Lac] »"),
        ("de la [ORG France entière]", "de la [LOC France] entière"),
        ("[ORG Convention d'objectifs de Rillieux-la-Pape]", "Convention d'objectifs de [LOC Rillieux-la-Pape]"),
        ("une étiquette [ORG F]", "une étiquette F"),
        ("[ORG Fonds de dotation Clair de Lune]", "[ORG Fonds de dotation Clair de Lune]"),
        ("Le bassin minier se vide.", "Le [LOC bassin minier] se vide."),
        ("un prêt de voitures sans permis ([ORG PVSP])", "un prêt de voitures sans permis (PVSP)"),
        ("[ORG Union des voisins du Parc] ([ORG UVP])", "[ORG Union des voisins du Parc] ([ORG UVP])"),
        ("- [ORG Aide alimentaire]", "- Aide alimentaire"),
        ("Associations : [ORG Lire et écrire]", "Associations : [ORG Lire et écrire]"),
        ("à [LOC 16Km environ] de [LOC Bron]", "à 16Km environ de [LOC Bron]"),
        ("[ORG 13 Habitat] et [ORG 3F]", "[ORG 13 Habitat] et [ORG 3F]"),
        ("[ORG Associations de locataires]", "Associations de locataires"),
        ("la loi [LOC Molle]", "la loi Molle"),
        ("la place des [LOC Tonneliers]", "la place des Tonneliers"),
        ("[ORG REP]+ et [ORG EPCI]", "REP+ et EPCI"),
        # in a row with no sign between, and what columns leave
        ("[ORG CCAS Communauté de communes]", "[ORG CCAS] [ORG Communauté de communes]"),
        ("[ORG Mission locale Hôpital du Val]", "[ORG Mission locale] [ORG Hôpital du Val]"),
        ("[ORG Cottage Lise Association] – Sport", "[ORG Cottage Lise] Association – Sport"),
        ("[LOC CLS Denain] et [LOC Communes Bron]", "CLS [LOC Denain] et Communes [LOC Bron]"),
        ("l'[ORG Etat du Fonds Interministériel]", "l'[ORG Etat] du Fonds Interministériel"),
        ("permis à [ORG Lise Habitat d'encadrer] la visite", "permis à [ORG Lise Habitat] d'encadrer la visite"),
        ("M IS [PER S ION P O LITIQUE]", "M IS S ION P O LITIQUE"),
        ("la [ORG Commission de la Ville, élargie] aux élus", "la [ORG Commission de la Ville], élargie aux élus"),
        ("[ORG Lise Habitat répond] vite", "[ORG Lise Habitat] répond vite"),
        ("[ORG Lise Habitat social] répond", "[ORG Lise Habitat social] répond"),
        ("vers [LOC Boulogne-sur-Mer en contournant] la baie", "vers [LOC Boulogne-sur-Mer] en contournant la baie"),
        ("la [ORG Mission locale (orientation] des jeunes)", "la [ORG Mission locale] (orientation des jeunes)"),
        ("[ORG CCAS 1] jardin public", "[ORG CCAS] 1 jardin public"),
        ("[LOC Beaucoup de familles] partent", "Beaucoup de familles partent"),
        ("à LA [LOC SEYNE-SUR-MER]", "à [LOC LA SEYNE-SUR-MER]"),
        # who or what a word before says
        ("Le docteur [ORG Haddad] coordonne.", "Le docteur [PER Haddad] coordonne."),
        ("M. [LOC Bron] a signé", "M. [PER Bron] a signé"),
        ("[PER Nora B]. (habitante)", "[PER Nora B.] (habitante)"),
        ("Excusée : Mme de [LOC La Brosse].", "Excusée : Mme [PER de La Brosse]."),
        ("les collèges [LOC Zola] et [LOC Alain-Fournier]", "les collèges [ORG Zola] et [ORG Alain-Fournier]"),
        ("[ORG Domial], [LOC Les Chalets] et [ORG Erilia]", "[ORG Domial], [ORG Les Chalets] et [ORG Erilia]"),
        ("[ORG Domial], [LOC Bron] et [ORG Erilia]", "[ORG Domial], [LOC Bron] et [ORG Erilia]"),
        ("A [LOC Valbreuil], la [ORG MJC] et l'[ORG ALIS]", "A [LOC Valbreuil], la [ORG MJC] et l'[ORG ALIS]"),
        ("propriétaires aux [LOC Francs-Moisins]", "propriétaires aux [LOC Francs-Moisins]"),
        ("[LOC Grand-Pigeon], [LOC Bron]", "[LOC Grand-Pigeon], [LOC Bron]"),
        ("l'exposition du [ORG musée Gadagne]", "l'exposition du [ORG musée Gadagne]"),
        ("l'association Pas à Pas et le cabinet Urbanéa", "l'association [ORG Pas à Pas] et le cabinet [ORG Urbanéa]"),
        ("L'association « Décider » anime le café.", "L'association « [ORG Décider] » anime le café."),
        ("le quartier « Belle Étoile »", "le quartier « [LOC Belle Étoile] »"),
        ("Madame de [LOC Rochefort], directrice", "Madame [PER de Rochefort], directrice"),
        ("Le [ORG Pays de Bray] compte 4 cantons", "Le [LOC Pays de Bray] compte 4 cantons"),
        ("[LOC Vilogia] vend ses tours.", "[ORG Vilogia] vend ses tours."),
        ("une commune de France.", "une commune de [LOC France]."),
    ],
)
def test_what_was_found_is_put_right(found: str, tidied: str) -> None:
    marked, wanted = read_brackets(found), read_brackets(tidied)
    doc = BLANK.make_doc(marked.text)
    doc.set_ents([doc.char_span(start, end, label) for start, end, label in marked.spans])
    assert [(one.start_char, one.end_char, one.label_) for one in tidy(doc).ents] == list(wanted.spans)


WORDS = [
    "Région",
    "région",
    "de",
    "la",
    "La",
    "l'",
    "Etat",
    "Ville",
    "(",
    ")",
    ":",
    "«",
    "»",
    "–",
    "-",
    "Les",
    "ont",
    "Bron",
    "CAF",
    "Plan",
    "d'",
    "services",
    "école",
    "France",
    "entière",
    "RP",
    "12",
    "%",
    "X",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.data())
def test_no_line_is_too_odd_for_the_rules(words: list[str], data: st.DataObject) -> None:
    doc = BLANK.make_doc(" ".join(words))
    start = data.draw(st.integers(0, len(doc) - 1))
    end = data.draw(st.integers(start + 1, len(doc)))
    doc.set_ents([Span(doc, start, end, data.draw(st.sampled_from(["ORG", "LOC", "PER"])))])
    assert all(name.text.strip() for name in tidy(doc).ents)


def test_a_landscape_without_a_capital_is_looked_for() -> None:
    assert may_hold_name("Le bassin minier se vide.")


def test_what_names_no_body_in_prose_is_of_the_list_of_institutions() -> None:
    named = (name for entry in institutions() for name in entry.names)
    listed = {plain(written) for name in named for written in (name.name, *name.spellings)}
    assert no_names() <= listed
    assert is_body_name("Mission locale") and not is_body_name("Travailleurs sociaux") and not is_body_name("Préfet")
