"""How much the county published, year by year."""

# 政务动态 3105 and 信息公开目录 948 are the figures of the report of 2025; the other years are thinner.
FIGURES = {
    2023: {"news": 300, "catalogue": 210, "notice": 40},
    2024: {"news": 450, "catalogue": 260, "notice": 50},
    2025: {"news": 3105, "catalogue": 948, "notice": 160},
    2026: {"news": 900, "catalogue": 420, "notice": 130},
}
# What 信息公开目录 counts.
CATALOGUE = ("information", "regulation", "annual_report")
