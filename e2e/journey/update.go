package journey

import "context"

func (j *Journey) check(ctx context.Context) error {
	if err := j.Desk.Follow(ctx, "Content", "Where newer content comes from"); err != nil {
		return err
	}
	if err := j.Desk.Follow(ctx, "Check for new content", "No content source is set"); err != nil {
		return err
	}
	if err := j.Desk.ClickText(ctx, "owner/repo"); err != nil { // the entry says so while it is empty
		return err
	}
	if err := j.Desk.Type(ctx, j.Source); err != nil {
		return err
	}
	if err := j.Desk.Follow(ctx, "Use this source", "See whether there is anything newer"); err != nil {
		return err
	}
	return j.Desk.Follow(ctx, "Check for new content", "Download and install")
}

func (j *Journey) install(ctx context.Context) error {
	return j.Desk.Follow(ctx, "Download and install", "The new content is in use")
}
