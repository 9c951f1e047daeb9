# The largest amount of each publisher, from the folder of a release: Rscript examples/read.R
# Needs nothing but R. Texts stay UTF-8 whatever the locale; the byte order mark for spreadsheets is taken off the first name.
dataset <- function(name) {
  rows <- read.csv(gzfile(paste0("csv/", name, ".csv.gz")), colClasses = "character", encoding = "UTF-8", check.names = FALSE)
  names(rows)[1] <- sub("^\ufeff", "", names(rows)[1])
  rows
}
amounts <- dataset("amounts")
amounts$amount_yuan <- as.numeric(amounts$amount_yuan) # for a quick look; Parquet keeps the exact decimals
both <- merge(amounts, dataset("disclosures")[, c("disclosure_id", "publisher")], by = "disclosure_id")
largest <- aggregate(amount_yuan ~ publisher, data = both, FUN = max)
print(head(largest[order(-largest$amount_yuan), ], 20), row.names = FALSE)
