package packsize

// Verdict says whether a description could be read.
type Verdict string

// The verdicts.
const (
	// Found: the result is what the description says.
	Found Verdict = "found"
	// Nothing: the description states neither count nor size.
	Nothing Verdict = "nothing"
	// Ambiguous: a person has to decide; the reasons say why.
	Ambiguous Verdict = "ambiguous"
)

// Outcome is what came of reading one description.
type Outcome struct {
	Verdict Verdict
	// Result is empty for Nothing. For Ambiguous it is the likeliest reading, to
	// offer to the person who decides, never to store; it may be empty.
	Result Result
	// Reasons is empty unless the verdict is Ambiguous: then each reason once,
	// in the order they came up.
	Reasons []Reason
}
