package resolvers_test

import "testing"

func TestBulkStory(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)
	a.Create(t, "labels", nil, onePrint)
	for _, step := range []string{"update", "reject", "replace", "set", "round", "remove", "restore", "history"} {
		buyer.golden(t, "bulk/"+step)
	}
}
