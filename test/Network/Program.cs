return args is ["conformance", .. string[] options]
    ? await MobileCoin.Network.ConformanceCommand.RunAsync(options).ConfigureAwait(false)
    : await MobileCoin.Network.SoakCommand.RunAsync(args).ConfigureAwait(false);
