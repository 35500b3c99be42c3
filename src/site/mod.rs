//! Turns articles and entities into the plan of the site: every page and its address, before anything is rendered.
