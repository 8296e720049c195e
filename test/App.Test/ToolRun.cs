using System.Text;
using MobileCoin.Hosting;

namespace MobileCoin.App.Test;

/// <summary>Runs tools with a folder of their own, which is gone afterwards.</summary>
internal sealed class ToolRun : IDisposable
{
    private readonly StringWriter _error = new();

    internal string Folder { get; } = Directory.CreateTempSubdirectory("app-test").FullName;

    internal string Error => _error.ToString();

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal string this[params string[] parts] => Path.Combine([Folder, .. parts]);

    /// <summary>Runs a program that must succeed, and gives what it printed.</summary>
    internal async Task<string> DoAsync(ConsoleProgram program, params string[] arguments)
    {
        (int code, string output) = await TryAsync(program, arguments);
        Assert.True(code == 0, $"{program.Name} {string.Join(' ', arguments)}: exit code {code}: {Error}");
        return output;
    }

    /// <summary>Runs a program that must fail, and gives its error.</summary>
    internal async Task<string> FailAsync(ConsoleProgram program, params string[] arguments)
    {
        _error.GetStringBuilder().Clear();
        (int code, string output) = await TryAsync(program, arguments);
        Assert.True(code is 1 or 2, $"{program.Name} {string.Join(' ', arguments)}: exit code {code}: {output}");
        string error = Error;
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal); // a stack trace: nobody foresaw it
        return error;
    }

    internal string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    internal string Write(string name, byte[] bytes)
    {
        string path = this[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>The files of a folder with their bytes in hex, by name.</summary>
    internal SortedDictionary<string, string> Files(string folder) => new(
        Directory.EnumerateFiles(this[folder], "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(this[folder], path), path => Convert.ToHexStringLower(File.ReadAllBytes(path))), StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private async Task<(int Code, string Output)> TryAsync(ConsoleProgram program, string[] arguments)
    {
        var output = new StringWriter();
        int code = await CommandLine.RunAsync(program, arguments, new ProgramSurroundings
        {
            Output = output,
            Error = _error,
            Input = Input,
            Variable = static _ => null,
            TimeProvider = Time,
        });
        return (code, output.ToString());
    }

    internal TextReader Input { get; set; } = TextReader.Null;
}
