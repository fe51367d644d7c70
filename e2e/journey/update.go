package journey

import "context"

func (j *Journey) check(ctx context.Context) error {
	if err := j.click(ctx, "Check for new content", "owner/repo"); err != nil {
		return err
	}
	if err := j.fill(ctx, "Source", j.Source); err != nil {
		return err
	}
	return j.click(ctx, "Add", "Download and install")
}

func (j *Journey) install(ctx context.Context) error {
	return j.click(ctx, "Download and install", "Go back to the earlier content")
}
