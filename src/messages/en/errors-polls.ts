export const pollErrors = {
  question_unknown: 'There is no such question, or not any more.',
  poll_options_too_few: 'There must be at least two answers to choose from.',
  poll_options_too_many: 'Too many answers: ten at most.',
  poll_options_alike: 'Two answers are the same: change one, so that they can be told apart.',
  poll_end_past: 'The vote must close in the future.',
  poll_end_far: 'The vote would close too far in the future: a year from now at most.',
  poll_over: 'The vote is closed: your vote was not counted.',
  voted_already: 'This voice has voted already: every voice counts once.',
  votes_on_itself: 'Nobody votes in their own poll.',
  choice_missing: 'Choose an answer.',
  choice_wrong: 'This cannot be chosen: look at the answers and choose again.',
  vote_on_its_page: 'Vote on this decision on its own page: {url}',
};
