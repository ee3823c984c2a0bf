// Package packsize is the job application that reads how products are packed
// out of their descriptions: how many pieces (SET OF 6, S/4, 60 CAKE CASES), of
// what size (500ML, 10CM), or both (2 x 1.5 L).
//
// Reading is a program of small steps. Each claims the numbers it understands,
// so that no number is read twice, and says whether it found something. What a
// careful person couldn't decide from the words alone becomes Ambiguous, with
// the reasons, and is never guessed: a job stores it away for a person.
//
// Case and the width of spaces make no difference.
package packsize
