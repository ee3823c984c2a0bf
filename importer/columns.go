package importer

// The columns that rows of importer batches have besides keys and values.
const (
	columnLine    = "line"    // of the source; null: the source lacks it
	columnLabel   = "label"   // what people call it
	columnExisted = "existed" // the target had it when they were compared
	columnChanges = "changes" // the titles of the fields that differ
)
