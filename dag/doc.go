// Package dag is a small language for programs that process items, and what it
// takes to compile, run, count and draw them.
//
// A program is a list of statements, written with a Builder. Bodies are
// arguments, so the layout of the source shows the control flow:
//
//	p := dag.New[Product]("pack size").Version("2").Config(units)
//	program, err := p.Compile(
//		p.Rule("normalize", normalize),
//		p.If(p.Branch("says set of", saysSetOf),
//			p.Rule("take count of set", takeCountOfSet),
//		),
//		p.ElseIf(p.Call("pack"),
//			p.Set("look up units", lookUpUnits),
//		),
//		p.Else(
//			p.ReturnFalse(),
//		),
//		p.End(),
//		p.ReturnTrue(),
//
//		p.Def("pack",
//			p.IfNot(p.BranchRule("take count of pack", takeCountOfPack),
//				p.ReturnFalse(),
//			),
//			p.End(),
//			p.ReturnTrue(),
//		),
//	)
//
// Calls point forward only and every path must return, so every program ends.
//
// A Runner takes chunk after chunk through the program, node by node: each node
// gets all items that reach it before the next node gets any. That makes
// set-based nodes natural and statistics nearly free. An item the program can't
// decide, or for which a node returns an error or panics, is taken out of the
// flow and its Outcome has an Exception; the others go on.
//
// Statistics are kept per node name, so those of different runs, runners and
// versions of a program can be merged. Graph, Text and DOT show a program, with
// or without statistics.
package dag
