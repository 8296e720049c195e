// The tests, or with the first argument "soak" their long form.
using MobileCoin.Oblivious.Test.Soak;
using Xunit.Runner.InProc.SystemConsole;

return args is ["soak", .. string[] options] ? SoakProgram.Run(options) : await ConsoleRunner.Run(args).ConfigureAwait(false);
