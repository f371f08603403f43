"""Reproducible measurements; ``python -m benchmarks`` runs them all and writes their figures."""
