package packsize

// step is one named part of the reading. Its run reports whether it found
// something in the item.
type step struct {
	name string
	run  func(*Item) bool
}

// steps, in the order that keeps them apart: what is certainly no count goes
// first, what is said outright next, what has to be inferred last.
var steps = []step{
	{"split into words", splitWords},
	{"set names aside", setNamesAside},
	{"find range", findRange},
	{"find multiplication", findMultiplication},
	{"find size", findSize},
	{"find pack", findPack},
	{"find pieces", findPieces},
	{"find pair", findPair},
	{"set parts aside", setPartsAside},
	{"find leading number", findLeadingNumber},
	{"find contents", findContents},
	{"question the rest", questionRest},
	{"decide", decide},
}
