namespace MobileCoin.Hosting;

/// <summary>What a program gets from whoever starts it.</summary>
/// <param name="Program">The name it was started by.</param>
/// <param name="Values">Its settings.</param>
/// <param name="Surroundings">Its environment.</param>
public sealed record ProgramContext(string Program, FlagValues Values, ProgramSurroundings Surroundings)
{
    /// <summary>Whether the log goes to standard error whatever the environment says.</summary>
    public bool OutputIsData { get; init; }
}

/// <summary>The machine as a program sees it; tests have their own.</summary>
public sealed class ProgramSurroundings
{
    /// <summary>Standard output.</summary>
    public TextWriter Output { get; init; } = Console.Out;

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; init; } = Console.Error;

    /// <summary>Standard input.</summary>
    public TextReader Input { get; init; } = Console.In;

    /// <summary>Reads an environment variable; null: it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Ends the program as SIGTERM does.</summary>
    public CancellationToken Stop { get; init; }
}
