import './globals';
import { app } from 'electron';
import { foldersOf } from '../app/host/attach/folders';
import { shellPlaces } from './shell-places';
import { startShell } from './start-shell';

const places = shellPlaces(__dirname, foldersOf(process.env).data);
// One app for each data folder: profile and lock lie in it.
app.setPath('userData', places.profileFolder);
// Tests run as root, for whom Chromium has no sandbox: then asking for one would end every process.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
if (app.requestSingleInstanceLock()) startShell(places);
else app.exit();
