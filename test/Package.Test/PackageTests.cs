using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MobileCoin.Package.Test;

/// <summary>Makes the package, looks into it, and uses it as an app would.</summary>
public sealed partial class PackageTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mc-package-").FullName;

    private string PackageFile => Path.Combine(_folder, "feed", $"MobileCoin.Client.{Tree.Version}.nupkg");

    public async ValueTask InitializeAsync() => await Sdk.RunAsync(Tree.Root,
        "pack", Tree.ClientFolder, "-c", Tree.Configuration, "--no-build", "-nologo", "-v", "quiet", "-maxcpucount:1", "-o", Path.Combine(_folder, "feed"));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    [Fact]
    public async Task Package_HoldsWhatIsOurs_AndAnAppUsesIt()
    {
        LookInside();
        await UseAsync();
    }

    private void LookInside()
    {
        using ZipArchive package = ZipFile.OpenRead(PackageFile);
        string[] names = [.. package.Entries.Select(e => e.FullName)];
        string[] surface = [.. XDocument.Load(Path.Combine(Tree.ClientFolder, "Package.targets")).Descendants("SurfaceAssembly").SelectMany(e => e.Attribute("Include")!.Value.Split(';'))];
        string[] ours = [.. Projects.Closure("Client").Select(p => "MobileCoin." + p)];
        Assert.Equal(ours.SelectMany(n => (string[])[$"lib/net10.0/{n}.dll", $"lib/net10.0/{n}.pdb", $"lib/net10.0/{n}.xml"]).Order(StringComparer.Ordinal),
            names.Where(n => n.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(surface.SelectMany(n => (string[])[$"ref/net10.0/{n}.dll", $"ref/net10.0/{n}.xml"]).Order(StringComparer.Ordinal),
            names.Where(n => n.StartsWith("ref/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("README.md", names, StringComparer.Ordinal);
        XDocument nuspec = XDocument.Parse(Text("MobileCoin.Client.nuspec"));
        Assert.Equal(Projects.Packages(Projects.Closure("Client")).Order(StringComparer.Ordinal),
            nuspec.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => $"{e.Attribute("id")!.Value} {e.Attribute("version")!.Value}").Order(StringComparer.Ordinal));
        foreach (ZipArchiveEntry entry in package.Entries.Where(e => e.FullName.EndsWith(".dll", StringComparison.Ordinal)))
        {
            using var bytes = new MemoryStream();
            using (Stream stream = entry.Open()) stream.CopyTo(bytes);
            Assert.False(bytes.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Tree.Root)) >= 0, $"{entry.FullName} tells where it was built");
        }

        string Text(string name)
        {
            using var reader = new StreamReader(package.GetEntry(name)!.Open());
            return reader.ReadToEnd();
        }
    }

    // An app whose other library brings types of Grpc.Core, as the official package does; all code of the documentation is compiled with it.
    private async Task UseAsync()
    {
        CopyAll(Path.Combine(Tree.Root, "test", "Package.Test", "App"), _folder);
        // From the package itself and from what was restored for this tree; the network is not asked.
        File.WriteAllText(Path.Combine(_folder, "nuget.config"), """
            <configuration>
              <packageSources>
                <clear />
                <add key="feed" value="feed" />
              </packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(_folder, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <ClientVersion>{Tree.Version}</ClientVersion>
                <RestorePackagesPath>$(MSBuildThisFileDirectory)packages</RestorePackagesPath>
                <RestoreFallbackFolders>{Tree.PackageCache}</RestoreFallbackFolders>
              </PropertyGroup>
            </Project>
            """);
        WriteExamples(Path.Combine(Tree.ClientFolder, "README.md"), "Readme");
        WriteExamples(Path.Combine(Tree.Root, "docs", "client.md"), "Docs");
        await Sdk.RunAsync(Path.Combine(_folder, "App"), "build", "-c", "Release", "-nologo", "-v", "quiet", "-maxcpucount:1", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-o", "out");
        string said = await Sdk.RunAsync(Path.Combine(_folder, "App"), "exec", Path.Combine("out", "App.dll"));
        Assert.Contains("Bob has 1.5 MOB", said, StringComparison.Ordinal);
        Assert.Contains("Grpc.Core.Status of Foreign", said, StringComparison.Ordinal);
    }

    // Each example becomes a method of its own; its using directives open the file.
    private void WriteExamples(string page, string name)
    {
        string[] examples = [.. Example().Matches(File.ReadAllText(page)).Select(m => m.Groups["code"].Value)];
        Assert.NotEmpty(examples);
        for (int i = 0; i < examples.Length; i++)
        {
            string[] lines = examples[i].Split('\n');
            string usings = string.Join('\n', lines.Where(IsUsing)), code = string.Join('\n', lines.Where(l => !IsUsing(l)));
            File.WriteAllText(Path.Combine(_folder, "App", $"{name}{i}.cs"), $$"""
                {{usings}}
                partial class {{name}}Examples
                {
                    static async System.Threading.Tasks.Task Example{{i}}Async()
                    {
                #line 1 "{{page}}, example {{i + 1}}"
                {{code}}
                        await System.Threading.Tasks.Task.CompletedTask;
                    }
                }
                """);
        }

        static bool IsUsing(string line) => Using().IsMatch(line);
    }

    private static void CopyAll(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            // The project files have another ending here, lest they be taken for projects of this tree.
            string target = Path.Combine(to, Path.GetRelativePath(from, file)).Replace(".csproj.txt", ".csproj", StringComparison.Ordinal).Replace(".cs.txt", ".cs", StringComparison.Ordinal);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Example();

    [GeneratedRegex(@"^using [\w.]+;", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Using();
}
