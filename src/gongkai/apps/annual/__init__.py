"""政府信息公开工作年度报告: compiled from the ledgers, checked, written, signed off, published."""
