"""What a contract is: the types of its record, and their JSON Schema."""
