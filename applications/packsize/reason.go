package packsize

// Reason says why a description is ambiguous. Its value is stable, to group by;
// Sentence is for people.
type Reason string

// The reasons.
const (
	TwoCounts       Reason = "two_counts"
	TwoSizes        Reason = "two_sizes"
	Dimensions      Reason = "dimensions"
	PacksInPacks    Reason = "packs_in_packs"
	RangeOrFraction Reason = "range_or_fraction"
	OneStringOfMany Reason = "one_string_of_many"
	PuzzlePieces    Reason = "puzzle_pieces"
	TwoKinds        Reason = "two_kinds"
	MotifOrCount    Reason = "motif_or_count"
	PartOrCount     Reason = "part_or_count"
	NameOrCount     Reason = "name_or_count"
)

var sentences = map[Reason]string{
	TwoCounts:       "The description gives two different counts.",
	TwoSizes:        "The description gives two different sizes.",
	Dimensions:      "The description gives several dimensions, and a size is only one.",
	PacksInPacks:    "The description speaks of packs inside packs.",
	RangeOrFraction: "The description gives a range or a fraction instead of one number.",
	OneStringOfMany: "One string of several things may count as one piece or as several.",
	PuzzlePieces:    "The pieces of a puzzle may be parts of one product.",
	TwoKinds:        "The number may count one kind of thing or two kinds together.",
	MotifOrCount:    "The number may count what is shown on one product.",
	PartOrCount:     "The number may count parts of one product.",
	NameOrCount:     "The number at the end may be a count or part of a name.",
}

// Sentence says the reason in words for the person who decides.
func (r Reason) Sentence() string { return sentences[r] }
