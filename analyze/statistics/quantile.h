/* Quantiles where GSL's own cannot be trusted. */
#ifndef PEIL_QUANTILE_H
#define PEIL_QUANTILE_H

/* Where the beta distribution has `area` below it (low) or above it (high). By
 * bisection on gsl_cdf_beta_P and _Q: gsl_cdf_beta_Pinv (GSL 2.7.1) does not converge
 * for some, as a = 2, b = 259, area .025. The tail itself is compared, so that a tiny
 * area keeps its digits. NAN for an area outside 0..1 or parameters that are not
 * positive. */
double peil_quantile_beta_low(double area, double a, double b);
double peil_quantile_beta_high(double area, double a, double b);

/* The same for the F distribution, by x = d1 F / (d1 F + d2), which is beta. */
double peil_quantile_f_low(double area, double d1, double d2);
double peil_quantile_f_high(double area, double d1, double d2);

#endif
