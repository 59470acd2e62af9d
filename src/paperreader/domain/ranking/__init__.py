"""Which papers come first: by the words they share with others, by what has come in since, by how often they are found."""
