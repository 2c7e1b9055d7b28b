pub mod matchers;
