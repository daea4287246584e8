* Frequencies and percentiles of PSPP 1.6, of persons and of counted rows. Its percentiles
* are R's type 7, and with --algorithm=compatible SPSS's, type 6:
*   pspp pspp.sps -O format=csv -o pspp_7.csv
*   pspp --algorithm=compatible pspp.sps -O format=csv -o pspp_6.csv.
DATA LIST LIST NOTABLE /amount (F12.6) times (F4.0).
BEGIN DATA
3.25 1
1.5 2
8 3
8 1
2.125 1
. 2
5.5 4
13 1
1.5 1
7.75 2
0 3
. 1
21 1
END DATA.
FREQUENCIES amount /FORMAT=AVALUE /STATISTICS=MEAN MEDIAN STDDEV SEMEAN /PERCENTILES=10 25 50 75 90.
WEIGHT BY times.
FREQUENCIES amount /FORMAT=AVALUE /STATISTICS=MEAN MEDIAN STDDEV SEMEAN /PERCENTILES=10 25 50 75 90.
