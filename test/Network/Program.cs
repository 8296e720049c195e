return await MobileCoin.Network.LedgerSoak.RunAsync(args).ConfigureAwait(false);
