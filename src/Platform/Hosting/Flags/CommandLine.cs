using System.CommandLine;

namespace MobileCoin.Hosting;

/// <summary>Runs programs: reads command line and environment, answers --help and --version, says what is wrong with them, and gives the exit code.</summary>
public static class CommandLine
{
    /// <summary>Runs a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">The command line without the program's name.</param>
    /// <param name="surroundings">Its environment; null for the process's own.</param>
    /// <returns>The exit code: see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(ConsoleProgram program, IReadOnlyList<string> arguments, ProgramSurroundings? surroundings = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(arguments);
        surroundings ??= new ProgramSurroundings();
        var parser = new CommandParser(program);
        ParseResult parsed = parser.Parse(arguments);
        ParsedCommand command = parser.Find(parsed);
        if (parsed.GetValue(parser.Help))
        {
            await surroundings.Output.WriteAsync(HelpText.Of(command.Path, command.Program, command.Flags)).ConfigureAwait(false);
            return ExitCode.Success;
        }
        if (parsed.GetValue(parser.Version))
        {
            await surroundings.Output.WriteLineAsync($"{program.Name} {BuildInformation.Current.Version}").ConfigureAwait(false);
            return ExitCode.Success;
        }
        FlagValues values;
        try
        {
            values = command.ReadValues(parsed, surroundings.Variable);
        }
        catch (FlagException e)
        {
            await surroundings.Error.WriteLineAsync($"{command.Path}: {e.Message}\nSee {command.Path} --help.").ConfigureAwait(false);
            return ExitCode.Usage;
        }
        try
        {
            return await command.Program.Run(new ProgramContext(program.Name, values, surroundings) { OutputIsData = program.OutputIsData }).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HostingException or Api.ChannelException)
        {
            await surroundings.Error.WriteLineAsync($"{command.Path}: {e.Message}").ConfigureAwait(false);
            return ExitCode.Failure;
        }
        catch (Exception e)
        {
            // Nobody foresaw it: whoever reads the report needs to see where.
            await surroundings.Error.WriteLineAsync($"{command.Path}: {e}").ConfigureAwait(false);
            return ExitCode.Failure;
        }
    }
}
