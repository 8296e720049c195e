using MobileCoin.Hosting;

namespace MobileCoin.App;

/// <summary>Runs the program that the executable was called as, or that its first argument names.</summary>
internal static class Dispatcher
{
    private const string Own = "mobilecoin";

    internal static async Task<int> RunAsync(string? callName, IReadOnlyList<string> arguments, ProgramSurroundings? surroundings = null)
    {
        surroundings ??= new ProgramSurroundings();
        if (Programs.Find(callName) is { } called) return await CommandLine.RunAsync(called, arguments, surroundings).ConfigureAwait(false);
        string? first = arguments.Count > 0 ? arguments[0] : null;
        if (Programs.Find(first) is { } named) return await CommandLine.RunAsync(named, [.. arguments.Skip(1)], surroundings).ConfigureAwait(false);
        switch (first)
        {
            case "--help" or "-h" or "help":
                await surroundings.Output.WriteAsync(Usage()).ConfigureAwait(false);
                return ExitCode.Success;
            case "--version" or "-V":
                await surroundings.Output.WriteLineAsync($"{Own} {BuildInformation.Current.Version} ({BuildInformation.Current.GitCommit})").ConfigureAwait(false);
                return ExitCode.Success;
            case "--names": // one a line, for whoever makes the links
                foreach (ConsoleProgram program in Programs.All) await surroundings.Output.WriteLineAsync(program.Name).ConfigureAwait(false);
                return ExitCode.Success;
            default:
                string wrong = first is null ? "the name of a program is missing" : $"there is no program {first}";
                await surroundings.Error.WriteAsync($"{Own}: {wrong}\n\n{Usage()}").ConfigureAwait(false);
                return ExitCode.Usage;
        }
    }

    private static string Usage()
    {
        int width = Programs.All.Max(p => p.Name.Length);
        return $"usage: {Own} <program> [flags]\n\n{string.Concat(Programs.All.Select(p => $"  {p.Name.PadRight(width)}  {p.Description}\n"))}\n"
            + $"Each is also run by a link of its name to this file. {Own} <program> --help tells of its flags.\n";
    }
}
