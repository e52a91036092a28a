"""示例市: a busier place of invented organs, its applications of every outcome made by a seeded generator."""
