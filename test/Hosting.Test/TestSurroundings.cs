using System.Collections.Concurrent;

namespace MobileCoin.Hosting.Test;

/// <summary>A program's environment that a test makes.</summary>
internal sealed class TestSurroundings
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly TextWriter _sharedOutput, _sharedError;

    // Whoever reads takes the lock that writers take: the text may grow meanwhile.
    public TestSurroundings() => (_sharedOutput, _sharedError) = (TextWriter.Synchronized(_output), TextWriter.Synchronized(_error));

    internal ConcurrentDictionary<string, string> Variables { get; } = new();

    internal string Output
    {
        get
        {
            lock (_sharedOutput) return _output.ToString();
        }
    }

    internal string Error
    {
        get
        {
            lock (_sharedError) return _error.ToString();
        }
    }

    internal CancellationTokenSource Stop { get; } = new();

    internal ProgramSurroundings Make(TimeProvider? time = null) => new()
    {
        Output = _sharedOutput,
        Error = _sharedError,
        Variable = name => Variables.GetValueOrDefault(name),
        TimeProvider = time ?? TimeProvider.System,
        Stop = Stop.Token,
    };

    internal async Task<(int Code, FlagValues? Values)> ParseAsync(ConsoleProgram program, params string[] arguments)
    {
        FlagValues? values = null;
        int code = await CommandLine.RunAsync(program with { Run = context =>
        {
            values = context.Values;
            return Task.FromResult(0);
        } }, arguments, Make());
        return (code, values);
    }
}
