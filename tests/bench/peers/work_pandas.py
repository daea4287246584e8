"""THE WORK with pandas and scipy: work_pandas.py FILE"""
import sys

import pandas
from scipy.stats import chi2_contingency

d = pandas.read_csv(sys.argv[1])
for name in [c for c in d.columns if c[0] in "qt" and c[1:].isdigit()]:
    counts = pandas.crosstab(d[name], d["group_code"])
    print(d[name].value_counts(dropna=False))
    print(counts.div(counts.sum(axis=1), axis=0), counts.div(counts.sum(axis=0), axis=1))
    print(chi2_contingency(counts, correction=False)[:2])
