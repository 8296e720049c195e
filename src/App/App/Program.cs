using MobileCoin.App;

return await Dispatcher.RunAsync(CallName.Read(), args).ConfigureAwait(false);
