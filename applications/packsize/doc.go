// Package packsize reads how a product is packed out of its description: how
// many pieces (SET OF 6, S/4, 60 CAKE CASES), of what size (500ML, 10CM), or
// both (2 x 1.5 L).
//
// Reading is a fixed sequence of small steps over one Item. Each step claims
// the numbers it understands, so that no number is read twice, and says whether
// it found something. What a careful person couldn't decide from the words
// alone becomes Ambiguous, with the reasons, and is never guessed.
//
// Case and the width of spaces make no difference.
package packsize
