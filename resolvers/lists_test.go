package resolvers_test

import "testing"

func TestManyBatchesStory(t *testing.T) {
	t.Parallel()
	_, ann := newReviewedAPI(t)
	for _, step := range []string{"refresh", "delete", "execute"} {
		ann.golden(t, "lists/"+step)
	}
}

func TestSavedFiltersStory(t *testing.T) {
	t.Parallel()
	a, ann := newReviewedAPI(t)
	ben := a.user(t, "ben", "product.view", "batch.*.view")
	for _, step := range []string{"create", "create-again", "update", "update-stale"} {
		ann.golden(t, "filters/"+step)
	}
	ben.golden(t, "filters/list")
	ann.golden(t, "filters/delete")
}
