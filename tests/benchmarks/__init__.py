"""How the benchmarks measure and what they tell; what they measure is told by `make bench` alone."""
