"""政府网站工作年度报表: the form of the site, filled from what is published here and from what its people state."""
