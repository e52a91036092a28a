"""政府信息公开统计 on the portal: figures of published reports, and of nothing else."""
