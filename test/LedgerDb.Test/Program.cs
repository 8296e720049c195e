// The tests, or with the first argument "append" the process that appends to a ledger until it is killed.
using MobileCoin.LedgerDb.Test;
using Xunit.Runner.InProc.SystemConsole;

return args is ["append", .. string[] arguments] ? AppendingProcess.Run(arguments) : await ConsoleRunner.Run(args).ConfigureAwait(false);
