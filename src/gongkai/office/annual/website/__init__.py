"""政府网站工作年度报表 in the office: filled beside what the platform counts, checked, signed, published."""
