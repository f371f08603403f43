"""Deployments: what prefect.yaml, the work pools, the images and the compose file promise."""
