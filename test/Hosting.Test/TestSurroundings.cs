using System.Collections.Concurrent;

namespace MobileCoin.Hosting.Test;

/// <summary>A program's environment that a test makes.</summary>
internal sealed class TestSurroundings
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    internal ConcurrentDictionary<string, string> Variables { get; } = new();

    internal string Output => _output.ToString();

    internal string Error => _error.ToString();

    internal CancellationTokenSource Stop { get; } = new();

    internal ProgramSurroundings Make(TimeProvider? time = null) => new()
    {
        Output = TextWriter.Synchronized(_output),
        Error = TextWriter.Synchronized(_error),
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
