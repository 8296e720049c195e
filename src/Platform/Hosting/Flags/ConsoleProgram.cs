namespace MobileCoin.Hosting;

/// <summary>A program of the operator's manual, or a sub-command of one.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Description">One line for help.</param>
public sealed record ConsoleProgram(string Name, string Description)
{
    /// <summary>Its flags; sub-commands take those of their program too.</summary>
    public IReadOnlyList<Flag> Flags { get; init; } = [];

    /// <summary>What flags must be given together or apart.</summary>
    public IReadOnlyList<FlagRule> Rules { get; init; } = [];

    /// <summary>Its sub-commands. A program with sub-commands is not run without one.</summary>
    public IReadOnlyList<ConsoleProgram> Commands { get; init; } = [];

    /// <summary>Whether standard output is for the program's data, so that the log goes to standard error.</summary>
    public bool OutputIsData { get; init; }

    /// <summary>What it does. The result is the exit code: 0 for success.</summary>
    public Func<ProgramContext, Task<int>> Run { get; init; } = static _ => Task.FromResult(ExitCode.Failure);
}

/// <summary>The exit codes of all programs.</summary>
public static class ExitCode
{
    /// <summary>All went well; a service ended because it was told to.</summary>
    public const int Success = 0;

    /// <summary>The program failed, and has said why.</summary>
    public const int Failure = 1;

    /// <summary>The command line or an environment variable is wrong.</summary>
    public const int Usage = 2;
}
