"""A small county lives two years, day by day, through the program's acts only; then its figures are counted again.

`applications`, `disputes`, `documents`, `stated`, `january` are what people do; `second_count` counts from the raw
rows by the law; `holding` holds the two against each other. `python -m proof.year_simulation --seed N --runs K`.
"""
