return await MobileCoin.Fog.FogSoak.RunAsync(args).ConfigureAwait(false);
