package resolvers_test

import "testing"

func TestManyBatchesStory(t *testing.T) {
	t.Parallel()
	_, ann := newReviewedAPI(t)
	for _, step := range []string{"refresh", "delete", "execute"} {
		ann.golden(t, "lists/"+step)
	}
}
