using MobileCoin.App;
using MobileCoin.Devnet;

OwnedProcess.Begin();
return await Dispatcher.RunAsync(CallName.Read(), args).ConfigureAwait(false);
