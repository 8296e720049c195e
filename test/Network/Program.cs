return await MobileCoin.Network.SoakCommand.RunAsync(args).ConfigureAwait(false);
