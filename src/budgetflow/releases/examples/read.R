# The largest planned amounts of each publisher, from the folder of a release: Rscript examples/read.R
amounts <- read.csv(gzfile("csv/amounts.csv.gz"), colClasses = "character", fileEncoding = "UTF-8-BOM")
disclosures <- read.csv(gzfile("csv/disclosures.csv.gz"), colClasses = "character", fileEncoding = "UTF-8-BOM")
amounts$amount_yuan <- as.numeric(amounts$amount_yuan)
both <- merge(amounts, disclosures[, c("disclosure_id", "publisher")], by = "disclosure_id")
largest <- aggregate(amount_yuan ~ publisher, data = both, FUN = max)
print(head(largest[order(-largest$amount_yuan), ], 20), row.names = FALSE)
