# What every script here shares: numbers as `case,figure,value` with 17 significant digits.
# `Rscript chisquare.R > chisquare.csv` in this directory makes the numbers again; the
# tests read only the .csv and need no R. NA is a figure that is undefined; what is nothing
# but rounding around zero is `zero`ed first.
cat("case,figure,value\n")
say <- function(.case, ...) {
  figures <- unlist(list(...))
  value <- ifelse(is.nan(figures) | is.na(figures), "NA", sprintf("%.17g", figures))
  cat(sprintf("%s,%s,%s\n", .case, names(figures), value), sep = "")
}
by_row <- function(columns, ...) matrix(c(...), ncol = columns, byrow = TRUE)
# One root, to the last digit: uniroot stops at 1e-4 by default.
root <- function(f, low, high) uniroot(f, c(low, high), tol = 1e-15, maxiter = 10000)$root
zero <- function(x) ifelse(abs(x) < 1e-12, 0, x)
