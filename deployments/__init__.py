"""What runs where: deployments, work pools and schedules; the only place that names them."""
