using System.Diagnostics;
using System.Text.Json;

namespace MobileCoin.House.Test;

/// <summary>A project after all that it imports.</summary>
internal static class EvaluatedProject
{
    /// <summary>The project as MSBuild sees it after all imports.</summary>
    internal static JsonDocument Evaluate(Project project)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = SourceTree.Root,
            ArgumentList =
            {
                "msbuild", project.Path, "-nologo", "-p:TargetFramework=net10.0",
                "-getItem:AdditionalFiles", "-getItem:PackageReference", "-getProperty:NoWarn", "-getProperty:AssemblyName",
            },
        };
        using Process process = Process.Start(start)!;
        string json = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, json);
        return JsonDocument.Parse(json);
    }

    internal static IEnumerable<string> Values(JsonElement items, string item, string metadata) =>
        items.GetProperty(item).EnumerateArray().Select(i => i.GetProperty(metadata).GetString()!);
}
