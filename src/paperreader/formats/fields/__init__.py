"""What stands in the fields of a bibliography: names, titles, TeX, and which paper is meant."""
