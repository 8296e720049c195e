// The tests, or with the first argument "other" the other process of some of them.
using MobileCoin.Lmdb.Test;
using Xunit.Runner.InProc.SystemConsole;

return args is ["other", .. string[] arguments] ? OtherProcess.Run(arguments) : await ConsoleRunner.Run(args).ConfigureAwait(false);
