"""年度报告 in the office: figures stated and confirmed, the report written, checked, signed, published."""
